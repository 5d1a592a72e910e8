import{_ as e,b as t,c as n,f as r,h as i,m as a,n as o,p as s,r as c,t as l,y as u}from"./styles.js";import{t as d}from"./choose.js";var f=160,p=6,m=class extends a{constructor(...e){super(...e),this.bars=[],this.called=e=>String(e.start),this.currency=``,this.label=``,this.point=e=>{let t=e.currentTarget.getBoundingClientRect(),n=Math.floor((e.clientX-t.left)/t.width*this.bars.length);this.chosen=Math.min(Math.max(n,0),this.bars.length-1)},this.move=e=>{this.chosen=d(e,this.chosen,this.bars.length-1)??this.chosen}}render(){let{bars:t}=this;if(!t.length)return i;let{format:n}=this.ctx,r=t.map(({profit:e})=>Number(e)),a=Math.max(0,...r),o=Math.min(0,...r),s=(a-o||1)/f,c=a/s,l=100/t.length,d=Math.ceil(t.length/p),m=`max-width: min(${t.length*64}px, calc(100% - 72px))`;return e`<div
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
          ${r.map((e,t)=>{let n=Math.max(Math.abs(e)/s,+!!e);return u`<rect
              class=${e<0?`loss`:`profit`}
              ?data-chosen=${t===this.chosen}
              x=${(t*l+l*.12).toFixed(3)}
              y=${(e<0?c:c-n).toFixed(2)}
              width=${(l*.76).toFixed(3)}
              height=${n.toFixed(2)}
            ></rect>`})}
          <line x1="0" x2="100" y1=${c.toFixed(2)} y2=${c.toFixed(2)}></line>
        </svg>
        <div class="scale soft" aria-hidden="true">
          <span>${n.number(a,2)}</span><span>${o?n.number(o,2):``}</span>
        </div>
      </div>
      <div class="labels soft" style=${m} aria-hidden="true">
        ${t.map((t,n)=>n%d?i:e`<span>${this.called(t,!1)}</span>`)}
      </div>
      <p id="chosen" class="small" aria-live="polite">${this.renderChosen()}</p>`}renderChosen(){let{t,format:r}=this.ctx,i=this.chosen===void 0?void 0:this.bars[this.chosen];return i?e`${this.called(i,!0)}:
      <b class="number ${n(i.profit)}">${r.money(i.profit,this.currency,!0)}</b>
      <span class="soft">· ${t(`results.bar_trades`,{count:i.trades,wins:i.wins})}</span>`:e`<span class="soft">${t(`results.choose_bar`)}</span>`}static{this.styles=[l,t`
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
    `]}};c([s({attribute:!1})],m.prototype,`ctx`,void 0),c([s({attribute:!1})],m.prototype,`bars`,void 0),c([s({attribute:!1})],m.prototype,`called`,void 0),c([s()],m.prototype,`currency`,void 0),c([s()],m.prototype,`label`,void 0),c([r()],m.prototype,`chosen`,void 0),m=c([o(`tradehook-profit-bars`)],m);