import{c as e,d as t,f as n,g as r,m as i,n as a,r as o,t as s,y as c}from"./styles.js";import{t as l}from"./live-host.js";import{t as u}from"./periods.js";import"./area-chart.js";import{n as d,r as f,t as p}from"./equity-history.js";import"./config.js";var m=class extends l{constructor(){super([`accounts`]),this.points=[],this.wanted=``,this.newest=``}get period(){return this.chosen??this.config.period??`day`}get account(){let{account:e}=this.config,{accounts:t}=this.live;return e?t?.find(t=>t.account===e):t?.find(e=>e.loaded)??t?.[0]}willUpdate(e){e.has(`config`)&&(this.chosen=void 0);let t=this.account?.equity_entity,n=t?`${t} ${this.period}`:``;n!==this.wanted&&(this.wanted=n,this.points=[],this.newest=``,t&&this.load(t));let r=this.account?.equity;r&&r!==this.newest&&(this.newest=r,this.points=d(this.points,[Date.now(),Number(r)]))}async load(e){let{wanted:t}=this,{api:n}=this.context;try{let r=await p(n,e,this.period);t===this.wanted&&(this.points=f(r,this.points))}catch{}}render(){let{t:e,config:t,account:n}=this,a=t.title??n?.name??``;return r`<ha-card>
      <div class="head">
        ${a?r`<h2>${a}</h2>`:i}
        <div class="segments" role="group" aria-label=${e(`equity.period`)}>
          ${u.map(t=>r`<button
              aria-pressed=${String(t===this.period)}
              aria-label=${e(`equity.${t}`)}
              @click=${()=>this.chosen=t}
            >
              ${e(`equity.${t}_short`)}
            </button>`)}
        </div>
      </div>
      ${this.renderStale()} ${this.renderStatus()??this.renderEquity(n)}
    </ha-card>`}renderStatus(){let{t:e,live:t}=this;if(t.status!==`ready`&&!t.stale)return r`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`;if(this.account?.loaded)return;let n=this.account?`not_loaded`:this.config.account&&this.live.accounts?.length?`unknown`:`none`;return r`<p class="note soft">${e(`equity.${n}`)}</p>`}renderEquity(t){let{t:n,points:a}=this,{format:o}=this.context;if(!t)return i;let s=a[0],c=Number(t.equity),l=s&&t.equity?c-s[1]:void 0,u=s?.[1]&&l!==void 0?100*l/s[1]:void 0,d=a.map(([,e])=>e),f=n(`equity.curve`,{period:n(`equity.${this.period}`),low:o.number(Math.min(...d),2),high:o.number(Math.max(...d),2)});return r`<div class="now">
        <span class="number worth">${o.money(t.equity,t.currency)}</span>
        ${l===void 0?i:r`<span class="number ${e(l.toFixed(2))}" data-change>
              ${o.money(l.toFixed(2),t.currency,!0)}
              ${u===void 0?i:`(${o.percent(u.toFixed(2))})`}
            </span>`}
      </div>
      <tradehook-area-chart
        .points=${a}
        .label=${f}
        .currency=${t.currency}
        .format=${o}
      ></tradehook-area-chart>`}static{this.styles=[s,c`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      .segments {
        display: flex;
      }
      .segments button {
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments button:not(:first-child) {
        border-inline-start: 0;
      }
      .now {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        padding: 4px 16px 8px;
      }
      .worth {
        font-size: 24px;
      }
      .note {
        margin: 0;
        padding: 12px 16px 16px;
      }
    `]}};o([n({attribute:!1})],m.prototype,`config`,void 0),o([t()],m.prototype,`chosen`,void 0),o([t()],m.prototype,`points`,void 0),m=o([a(`tradehook-equity-card-view`)],m);export{m as EquityCard};