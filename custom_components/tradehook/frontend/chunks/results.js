import{c as e,d as t,f as n,g as r,m as i,n as a,o,p as s,r as c,t as l,v as u,y as d}from"./styles.js";import{a as f,r as p}from"./actions.js";import{i as m}from"./live-host.js";import{i as h}from"./localize.js";import"./area-chart.js";import{t as g}from"./choose.js";import{n as _,r as v,t as y}from"./records-filter.js";var b=160,x=6,S=class extends s{constructor(...e){super(...e),this.bars=[],this.called=e=>String(e.start),this.currency=``,this.label=``,this.point=e=>{let t=e.currentTarget.getBoundingClientRect(),n=Math.floor((e.clientX-t.left)/t.width*this.bars.length);this.chosen=Math.min(Math.max(n,0),this.bars.length-1)},this.move=e=>{this.chosen=g(e,this.chosen,this.bars.length-1)??this.chosen}}render(){let{bars:e}=this;if(!e.length)return i;let{format:t}=this.ctx,n=e.map(({profit:e})=>Number(e)),a=Math.max(0,...n),o=Math.min(0,...n),s=(a-o||1)/b,c=a/s,l=100/e.length,d=Math.ceil(e.length/x),f=`max-width: min(${e.length*64}px, calc(100% - 72px))`;return r`<div
        class="plot"
        style=${f}
        role="img"
        tabindex="0"
        aria-label=${this.label}
        aria-describedby="chosen"
        @keydown=${this.move}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @pointerleave=${e=>e.pointerType===`mouse`&&(this.chosen=void 0)}
      >
        <svg viewBox="0 0 100 ${b}" preserveAspectRatio="none" aria-hidden="true">
          ${n.map((e,t)=>{let n=Math.max(Math.abs(e)/s,+!!e);return u`<rect
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
          <span>${t.number(a,2)}</span><span>${o?t.number(o,2):``}</span>
        </div>
      </div>
      <div class="labels soft" style=${f} aria-hidden="true">
        ${e.map((e,t)=>t%d?i:r`<span>${this.called(e,!1)}</span>`)}
      </div>
      <p id="chosen" class="small" aria-live="polite">${this.renderChosen()}</p>`}renderChosen(){let{t,format:n}=this.ctx,i=this.chosen===void 0?void 0:this.bars[this.chosen];return i?r`${this.called(i,!0)}:
      <b class="number ${e(i.profit)}">${n.money(i.profit,this.currency,!0)}</b>
      <span class="soft">· ${t(`results.bar_trades`,{count:i.trades,wins:i.wins})}</span>`:r`<span class="soft">${t(`results.choose_bar`)}</span>`}static{this.styles=[l,d`
      .plot {
        direction: ltr;
        margin-top: 12px;
        position: relative;
        touch-action: pan-y;
      }
      svg {
        display: block;
        height: ${b}px;
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
    `]}};c([n({attribute:!1})],S.prototype,`ctx`,void 0),c([n({attribute:!1})],S.prototype,`bars`,void 0),c([n({attribute:!1})],S.prototype,`called`,void 0),c([n()],S.prototype,`currency`,void 0),c([n()],S.prototype,`label`,void 0),c([t()],S.prototype,`chosen`,void 0),S=c([a(`tradehook-profit-bars`)],S);var C=24,w=class extends s{constructor(...e){super(...e),this.days=[]}render(){let{format:e}=this.ctx,t=new Map(this.days.map(e=>[String(e.start),e])),n=[...new Set([...t.keys()].map(e=>e.slice(0,7)))].reverse().slice(0,C),a=e.days({month:`long`,year:`numeric`}),o=e.days({weekday:`short`}),s=[0,1,2,3,4,5,6].map(e=>o(y(_(`2024-01-01`,e))));return r`${n.map(e=>r`<table>
        <caption>
          ${a(y(`${e}-01`))}
        </caption>
        <thead>
          <tr>
            ${s.map(e=>r`<th scope="col" class="soft">${e}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${T(e).map(e=>r`<tr>
              ${e.map(e=>r`<td>${e?this.renderDay(e,t.get(e)):i}</td>`)}
            </tr>`)}
        </tbody>
      </table>`)}`}renderDay(t,n){let{format:a}=this.ctx,o=n&&(Number(n.profit)||n.trades)?n.profit:void 0;return r`<span class="soft">${Number(t.slice(8))}</span>
      <span class="number ${e(o)}">${o===void 0?i:a.number(o,2,!0)}</span>`}static{this.styles=[l,d`
      :host {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr));
      }
      table {
        border-collapse: collapse;
        table-layout: fixed;
        width: 100%;
      }
      caption {
        font-weight: 500;
        padding-bottom: 4px;
        text-align: start;
      }
      th {
        font-size: 12px;
        font-weight: 400;
      }
      td {
        border: 1px solid var(--th-line);
        font-size: 12px;
        height: 44px;
        overflow: hidden;
        padding: 2px 4px;
        vertical-align: top;
      }
      td span {
        display: block;
      }
    `]}};c([n({attribute:!1})],w.prototype,`ctx`,void 0),c([n({attribute:!1})],w.prototype,`days`,void 0),w=c([a(`tradehook-profit-calendar`)],w);function T(e){let t=`${e}-01`,n=(y(t).getUTCDay()+6)%7,r=[];for(let i=_(t,-n);i.slice(0,7)<=e;i=_(i,7))r.push([0,1,2,3,4,5,6].map(e=>_(i,e)).map(t=>t.startsWith(e)?t:void 0));return r}var E=[`day`,`week`,`month`],D=[`bot`,`market`,`side`,`tag`,`weekday`,`hour`],O=class extends s{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.markets=[],this.tags=[],this.period=`day`,this.calendar=!1,this.grouping=`bot`,this.error=``,this.loads=0,this.periodName=(e,t)=>{let{t:n,format:r}=this.ctx,i=y(String(e.start));if(this.period===`month`)return r.days({month:t?`long`:`short`,year:`numeric`})(i);let a=r.days(t?{dateStyle:`full`}:{day:`numeric`,month:`short`})(i);return t&&this.period===`week`?n(`results.week_from`,{day:a}):a},this.clockName=(e,t)=>{let{format:n}=this.ctx,r=Number(e.start);return this.grouping===`hour`?t?`${A(r)}:00 – ${A((r+1)%24)}:00`:A(r):n.days({weekday:t?`long`:`short`})(new Date(Date.UTC(2024,0,1+r)))}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}async load(e){let{api:t}=this.ctx;this.asked=e;let n=++this.loads;try{let r=this.calendar?`day`:this.period,[i,{markets:a,tags:o}]=await Promise.all([t.results({...e,period:r}),t.recordFilters()]);if(n!==this.loads)return;[this.results,this.markets,this.tags,this.error]=[i,a,o,``]}catch(e){n===this.loads&&(this.error=m(e))}}again(){this.asked&&this.load(this.asked)}render(){let{t:e}=this.ctx,{results:t}=this;return r`<tradehook-records-filter
        positions
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.markets}
        .tags=${this.tags}
        @tradehook-filter=${e=>void this.load(e.detail)}
      ></tradehook-records-filter>
      ${this.error?r`<p class="card note error" role="alert">${this.error}</p>`:i}
      ${t===void 0?r`<p class="empty soft" role="status">${this.error?i:e(`common.loading`)}</p>`:t.length?t.map(e=>this.renderResults(e)):r`<div class="card empty">
              <h2>${e(`results.none`)}</h2>
              <p class="soft">${e(`results.none_next`)}</p>
            </div>`}`}renderResults(t){let{t:n,format:i}=this.ctx,a=(e,n=!0)=>i.money(e,t.currency,n),o=e=>e===null?`–`:`${i.number(e,2)} %`,s=h(n,`account_type`,t.account_type);return r`<section class="card" data-results=${`${t.account_type}-${t.currency}`} aria-label=${`${t.currency}, ${s}`}>
      <header>
        <div>
          <span class="soft">${n(`results.profit`)}</span>
          <strong class="number ${e(t.profit)}" data-fact="profit">${a(t.profit)}</strong>
        </div>
        <span class="chip">${s}</span>
      </header>
      <dl>
        ${this.fact(`trades`,i.number(t.trades))}
        ${this.fact(`win_rate`,o(t.win_rate))}
        ${this.fact(`profit_factor`,i.number(t.profit_factor,2))}
        ${this.fact(`expectancy`,a(t.expectancy),e(t.expectancy))}
        ${this.fact(`expectancy_r`,t.expectancy_r===null?`–`:`${i.number(t.expectancy_r,2,!0)} R`,e(t.expectancy_r))}
        ${this.fact(`max_drawdown`,t.max_drawdown===null?`–`:a(t.max_drawdown,!1))}
        ${this.fact(`max_drawdown_percentage`,o(t.max_drawdown_percentage))}
        ${this.fact(`average_win`,a(t.average_win),e(t.average_win))}
        ${this.fact(`average_loss`,a(t.average_loss),e(t.average_loss))}
        ${this.trade(`best`,t,t.best)} ${this.trade(`worst`,t,t.worst)}
        ${this.fact(`average_duration`,i.duration(t.average_duration))}
        ${this.fact(`fees`,a(t.fees,!1))}
        ${this.fact(`funding`,a(t.funding),e(t.funding))}
      </dl>
      ${this.renderProfits(t)} ${this.renderCurve(t)} ${this.renderGroups(t)}
    </section>`}fact(e,t,n=``){return r`<div>
      <dt class="soft">${this.ctx.t(`results.${e}`)}</dt>
      <dd class="number ${n}" data-fact=${e}>${t}</dd>
    </div>`}trade(t,{currency:n},i){let{t:a,format:s}=this.ctx;if(!i)return this.fact(t,`–`);let c=f(i);return r`<div>
      <dt class="soft">${a(`results.${t}`)}</dt>
      <dd data-fact=${t}>
        <span class="number ${e(i.profit)}">${s.money(i.profit,n,!0)}</span>
        <a href=${`/tradehook${c}`} @click=${p(this.ctx,c)}>${o(i.symbol)} ${a(`side.${i.side}`)}</a>
      </dd>
    </div>`}renderProfits({periods:e,currency:t}){let{t:n}=this.ctx;return r`<div class="head">
        <h3>${n(`results.by_period`)}</h3>
        <div class="segments" role="group" aria-label=${n(`results.period`)}>
          ${E.map(e=>r`<button aria-pressed=${String(!this.calendar&&e===this.period)} @click=${()=>this.show(e,!1)}>
              ${n(`results.${e}`)}
            </button>`)}
          <button aria-pressed=${String(this.calendar)} @click=${()=>this.show(`day`,!0)}>${n(`results.calendar`)}</button>
        </div>
      </div>
      ${this.calendar?r`<tradehook-profit-calendar .ctx=${this.ctx} .days=${e}></tradehook-profit-calendar>`:r`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${e}
            .currency=${t}
            .called=${this.periodName}
            .label=${n(`results.bars`,{count:e.length})}
          ></tradehook-profit-bars>`}`}show(e,t){this.period=e,this.calendar=t,this.again()}renderCurve({curve:e,currency:t}){let{t:n,format:a}=this.ctx,[o]=e;if(!o||e.length<2)return i;let s=[[o[0]*1e3-1e3,0],...e.map(([e,t])=>[e*1e3,Number(t)])],c=s.map(([,e])=>e);return r`<h3>${n(`results.curve`)}</h3>
      <tradehook-area-chart
        .points=${s}
        .format=${a}
        .currency=${t}
        .label=${n(`results.curve_of`,{currency:t,low:a.number(Math.min(...c),2),high:a.number(Math.max(...c),2)})}
      ></tradehook-area-chart>`}renderGroups(e){let{t}=this.ctx,{grouping:n}=this,i=n===`weekday`||n===`hour`;return r`<div class="head">
        <h3>${t(`results.by`)}</h3>
        <div class="segments" role="group" aria-label=${t(`results.by`)}>
          ${D.map(e=>r`<button aria-pressed=${String(e===n)} @click=${()=>this.grouping=e}>
              ${t(`results.by_${e}`)}
            </button>`)}
        </div>
      </div>
      ${i?r`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${k(e[`by_${n}`],n===`hour`?24:7)}
            .currency=${e.currency}
            .called=${this.clockName}
            .label=${t(`results.by_${n}`)}
          ></tradehook-profit-bars>`:this.renderTable(e[`by_${n}`],e.currency)}`}groupName(e){let{t}=this.ctx;return this.grouping===`side`?t(`side.${e.key}`):this.grouping===`market`?o(e.name):this.grouping===`tag`&&!e.key?t(`results.no_tag`):this.grouping===`bot`&&e.name===e.key?t(`positions.removed_bot`):e.name}renderTable(t,n){let{t:i,format:a}=this.ctx;return r`<div class="scroll" tabindex="0" role="region" aria-label=${i(`results.by`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${i(`results.by_${this.grouping}`)}</th>
            ${[`profit`,`trades`,`win_rate`,`profit_factor`,`expectancy`,`fees`,`funding`].map(e=>r`<th scope="col" class="end">${i(`results.${e}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${t.map(t=>r`<tr data-group=${t.key}>
              <th scope="row">${this.groupName(t)}</th>
              <td class="number ${e(t.profit)}">${a.money(t.profit,n,!0)}</td>
              <td class="number">${t.trades}</td>
              <td class="number">${t.win_rate===null?`–`:`${a.number(t.win_rate,0)} %`}</td>
              <td class="number">${a.number(t.profit_factor,2)}</td>
              <td class="number ${e(t.expectancy)}">${a.number(t.expectancy,2,!0)}</td>
              <td class="number">${a.number(t.fees,2)}</td>
              <td class="number">${a.number(t.funding,2,!0)}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}static{this.styles=[l,d`
      section {
        margin-bottom: 16px;
        padding: 16px;
      }
      header,
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
      }
      strong {
        display: block;
        font-size: 28px;
        font-weight: 400;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        margin: 16px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      dd a {
        color: var(--th-link);
        display: block;
        font-size: 12px;
      }
      h3 {
        margin: 24px 0 8px;
      }
      .segments {
        display: flex;
        max-width: 100%;
        overflow-x: auto;
      }
      .segments button + button {
        border-inline-start: 0;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: 14px;
        width: 100%;
      }
      th,
      td {
        border-top: 1px solid var(--th-line);
        padding: 8px 12px 8px 0;
        text-align: end;
      }
      thead th {
        border: 0;
        color: var(--th-soft);
        font-size: 12px;
        font-weight: 400;
        white-space: nowrap;
      }
      th:first-child {
        font-weight: 500;
        text-align: start;
      }
      .note {
        margin: 0 0 16px;
        padding: 16px;
      }
    `]}};c([n({attribute:!1})],O.prototype,`ctx`,void 0),c([n({attribute:!1})],O.prototype,`accounts`,void 0),c([n()],O.prototype,`stamp`,void 0),c([t()],O.prototype,`results`,void 0),c([t()],O.prototype,`markets`,void 0),c([t()],O.prototype,`tags`,void 0),c([t()],O.prototype,`period`,void 0),c([t()],O.prototype,`calendar`,void 0),c([t()],O.prototype,`grouping`,void 0),c([t()],O.prototype,`error`,void 0),c([v(`tradehook-records-filter`)],O.prototype,`filter`,void 0),O=c([a(`tradehook-results`)],O);function k(e,t){let n=new Map(e.map(e=>[Number(e.start),e]));return Array.from({length:t},(e,t)=>n.get(t)??{start:t,profit:`0`,trades:0,wins:0})}function A(e){return String(e).padStart(2,`0`)}export{O as ResultsView,k as filled};