import{b as e,c as t,g as n,h as r,m as i,n as a,p as o,r as s,t as c,v as l,x as u}from"./styles.js";import{t as d}from"./choose.js";var f=160,p=6,m=class extends r{constructor(...e){super(...e),this.bars=[],this.called=e=>String(e.start),this.currency=``,this.label=``,this.point=e=>{let t=e.currentTarget.getBoundingClientRect(),n=Math.floor((e.clientX-t.left)/t.width*this.bars.length);this.chosen=Math.min(Math.max(n,0),this.bars.length-1)},this.move=e=>{this.chosen=d(e,this.chosen,this.bars.length-1)??this.chosen}}render(){let{bars:t}=this;if(!t.length)return n;let{format:r}=this.ctx,i=t.map(({profit:e})=>Number(e)),a=Math.max(0,...i),o=Math.min(0,...i),s=(a-o||1)/f,c=a/s,u=100/t.length,d=Math.ceil(t.length/p),m=`max-width: min(${t.length*64}px, calc(100% - 72px))`;return l`<div
        class="plot"
        style=${m}
        role="img"
        tabindex="0"
        aria-label=${this.label}
        aria-describedby="chosen"
        @keydown=${this.move}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @pointerleave=${e=>e.pointerType===`mouse`&&(this.chosen=void 0)}
      >
        <svg viewBox="0 0 100 ${f}" preserveAspectRatio="none" aria-hidden="true">
          ${i.map((t,n)=>{let r=Math.max(Math.abs(t)/s,+!!t);return e`<rect
              class=${t<0?`loss`:`profit`}
              ?data-chosen=${n===this.chosen}
              x=${(n*u+u*.12).toFixed(3)}
              y=${(t<0?c:c-r).toFixed(2)}
              width=${(u*.76).toFixed(3)}
              height=${r.toFixed(2)}
            ></rect>`})}
          <line x1="0" x2="100" y1=${c.toFixed(2)} y2=${c.toFixed(2)}></line>
        </svg>
        <div class="scale soft" aria-hidden="true">
          <span>${r.number(a,2)}</span><span>${o?r.number(o,2):``}</span>
        </div>
      </div>
      <div class="labels soft" style=${m} aria-hidden="true">
        ${t.map((e,t)=>t%d?n:l`<span>${this.called(e,!1)}</span>`)}
      </div>
      <p id="chosen" class="small" aria-live="polite">${this.renderChosen()}</p>`}renderChosen(){let{t:e,format:n}=this.ctx,r=this.chosen===void 0?void 0:this.bars[this.chosen];return r?l`${this.called(r,!0)}:
      <b class="number ${t(r.profit)}">${n.money(r.profit,this.currency,!0)}</b>
      <span class="soft">· ${e(`results.bar_trades`,{count:r.trades,wins:r.wins})}</span>`:l`<span class="soft">${e(`results.choose_bar`)}</span>`}static{this.styles=[c,u`
      .plot {
        direction: ltr;
        margin-top: 12px;
        position: relative;
        touch-action: pan-y;
      }
      svg {
        display: block;
        height: ${f}px;
        width: 100%;
      }
      rect {
        fill: currentColor;
        opacity: 0.75;
      }
      rect[data-chosen] {
        opacity: 1;
        stroke: var(--primary-text-color);
        stroke-width: 1;
        vector-effect: non-scaling-stroke;
      }
      line {
        stroke: var(--th-soft);
        vector-effect: non-scaling-stroke;
      }
      .scale {
        display: flex;
        flex-direction: column;
        font-size: 12px;
        height: 100%;
        inset-block-start: 0;
        inset-inline-start: 100%;
        justify-content: space-between;
        padding-inline-start: 6px;
        pointer-events: none;
        position: absolute;
      }
      .labels {
        direction: ltr;
        display: flex;
        font-size: 12px;
        justify-content: space-between;
        margin-top: 4px;
      }
      .small {
        font-size: 14px;
        margin: 8px 0 0;
        min-height: 21px;
      }
    `]}};s([i({attribute:!1})],m.prototype,`ctx`,void 0),s([i({attribute:!1})],m.prototype,`bars`,void 0),s([i({attribute:!1})],m.prototype,`called`,void 0),s([i()],m.prototype,`currency`,void 0),s([i()],m.prototype,`label`,void 0),s([o()],m.prototype,`chosen`,void 0),m=s([a(`tradehook-profit-bars`)],m);